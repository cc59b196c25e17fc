"""Certificates of the sample captures: fixed keys, fixed serial numbers, fixed dates.

The keys come from hashes of their names, so the same call gives the same certificate byte for
byte. They protect nothing and never reach a capture: captures hold certificates only.
"""

import hashlib
import random
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_KEYS = {}


def _prime(rng, bits):
    while True:
        n = rng.getrandbits(bits) | (3 << (bits - 2)) | 1
        if any(n % p == 0 for p in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)):
            continue
        if n % 65537 != 1 and all(pow(a, n - 1, n) == 1 for a in (2, 3, 5, 7)):
            return n


def key(name, kind="rsa"):
    """The sample key of that name: RSA 2048 as Istio's, or EC P-256 as Linkerd's."""
    if (name, kind) not in _KEYS:
        if kind == "ec":
            value = int.from_bytes(hashlib.sha256(b"meshdx sample " + name.encode()).digest(), "big") >> 1
            made = ec.derive_private_key(value, ec.SECP256R1())
        else:
            rng = random.Random("meshdx sample " + name)
            p, q = _prime(rng, 1024), _prime(rng, 1024)
            d = pow(65537, -1, (p - 1) * (q - 1))
            made = rsa.RSAPrivateNumbers(
                p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q),
                rsa.RSAPublicNumbers(65537, p * q)).private_key()
        _KEYS[name, kind] = made
    return _KEYS[name, kind]


def _time(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ") if isinstance(text, str) else text


def _sign(builder, signer):
    if isinstance(signer, ec.EllipticCurvePrivateKey):
        return builder.sign(signer, hashes.SHA256(), ecdsa_deterministic=True)
    return builder.sign(signer, hashes.SHA256())


def _builder(subject, issuer, public, start, end, tag):
    serial = int.from_bytes(hashlib.sha256(f"{subject}{start}{end}{tag}".encode()).digest()[:16], "big") >> 1
    return (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
            .serial_number(serial).not_valid_before(_time(start)).not_valid_after(_time(end)))


def _usage(ca):
    return x509.KeyUsage(not ca, False, not ca, False, False, ca, ca, False, False)


def ca(name, start, end, organisation="cluster.local", common=None, signer=None, kind="rsa"):
    """A certificate authority, self-signed unless a signer (another result of this function) is given."""
    attributes = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    if common:
        attributes.append(x509.NameAttribute(NameOID.COMMON_NAME, common))
    subject = x509.Name(attributes)
    own = key(name, kind)
    ski = x509.SubjectKeyIdentifier.from_public_key(own.public_key())
    builder = (_builder(subject, signer["cert"].subject if signer else subject, own.public_key(), start, end, name)
               .add_extension(x509.BasicConstraints(True, None), True)
               .add_extension(_usage(True), True).add_extension(ski, False))
    return {"cert": _sign(builder, signer["key"] if signer else own), "key": own}


def leaf(name, uri, start, end, signer, kind="rsa", dns=None):
    """A workload certificate; its only name is the SPIFFE id (Istio) or the DNS name (Linkerd)."""
    own = key(name, kind)
    names = [x509.UniformResourceIdentifier(uri)] if uri else [x509.DNSName(dns)]
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, dns)] if dns else [])
    builder = (_builder(subject, signer["cert"].subject, own.public_key(), start, end, name)
               .add_extension(_usage(False), True)
               .add_extension(x509.ExtendedKeyUsage(
                   [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]), False)
               .add_extension(x509.BasicConstraints(False, None), True)
               .add_extension(x509.SubjectAlternativeName(names), dns is None))
    return {"cert": _sign(builder, signer["key"]), "key": own}


def pem(made):
    return made["cert"].public_bytes(serialization.Encoding.PEM).decode()


def key_pem(made):
    """For the Envoys of the laboratory only."""
    return made["key"].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()


def serial(made):
    return "%x" % made["cert"].serial_number
