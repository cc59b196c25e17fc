// Prints the JSON lines of a made-up audit, a baseline of 5,000 findings in 300 clusters: node fleet.mjs
const modes = [
  ['istio-root-ca-expiring', 'Mesh root CA certificate ends soon', 'critical'],
  ['istiod-crashloop', 'Control plane restarts again and again', 'critical'],
  ['proxy-oomkilled', 'Proxy killed for memory', 'high'],
  ['circuit-breaker-overflow', 'Circuit breaker rejects requests', 'high'],
  ['mtls-strict-plaintext-client', 'Client without mTLS meets a server that requires it', 'medium'],
  ['proxy-version-skew', 'Proxies older than the control plane supports', 'medium'],
  ['envoy-stats-cardinality', 'Proxies keep too many statistics', 'low'],
];
const regions = ['prod-eu-west-1', 'prod-us-east-2', 'staging-ap-southeast-1'];
for (let number = 0; number < 5000; number++) {
  const cluster = `${regions[number % 3]}-${String(number % 300).padStart(3, '0')}`;
  const [id, title, severity] = modes[(number * 7 + Math.floor(number / 300)) % modes.length];
  const name = `service-${number}`;
  console.log(JSON.stringify({
    record: 'finding', capture: `nightly/${cluster}.tar.gz`, time: '2026-11-30T02:17:00Z', cluster, id, title, severity,
    certainty: 0.5 + (number % 50) / 100, role: number % 4 ? 'explained' : 'root', namespace: `team-${number % 40}`,
    kind: 'Deployment', name, state: 'found', since: `2026-11-${String(1 + number % 28).padStart(2, '0')}T04:00:00Z`,
    detail: `Deployment team-${number % 40}/${name} of cluster ${cluster} is hit; the evidence is from its proxies.`,
  }));
}
