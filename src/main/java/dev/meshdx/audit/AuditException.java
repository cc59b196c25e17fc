package dev.meshdx.audit;

/** Input of an audit that can't be used; the message says which, why and what to try. */
public final class AuditException extends RuntimeException {

    private static final long serialVersionUID = 1;

    AuditException(String message) {
        super(message);
    }
}
