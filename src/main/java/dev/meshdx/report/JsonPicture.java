package dev.meshdx.report;

import dev.meshdx.diagnosis.Picture;
import dev.meshdx.diagnosis.Picture.Call;
import dev.meshdx.diagnosis.Picture.HeldCertificate;
import dev.meshdx.diagnosis.Picture.Moment;
import dev.meshdx.facts.Excerpt;
import dev.meshdx.facts.Origin;
import java.io.IOException;

/** The fields of the JSON report that hold its picture. */
final class JsonPicture {

    private final Json json;

    JsonPicture(Json json) {
        this.json = json;
    }

    void write(Picture picture) throws IOException {
        json.objects("timeline", picture.timeline(), this::moment);
        json.objects("certificates", picture.certificates(), this::certificate);
        json.objects("calls", picture.calls(), this::call);
        json.objects("excerpts", picture.excerpts(), this::excerpt);
    }

    private void moment(Moment moment) throws IOException {
        json.text("time", moment.time().toString());
        json.text("kind", moment.kind());
        json.object("subject", () -> JsonReport.subject(json, moment.subject()));
        json.text("what", moment.what());
        json.number("count", moment.count());
    }

    private void certificate(HeldCertificate certificate) throws IOException {
        json.object("holder", () -> JsonReport.subject(json, certificate.holder()));
        json.number("holders", certificate.holders());
        json.text("role", certificate.role());
        json.text("name", certificate.name());
        json.text("notBefore", certificate.notBefore().toString());
        json.text("notAfter", certificate.notAfter().toString());
        json.text("state", certificate.state());
        json.number("remainingHours", certificate.remainingHours());
        origin(certificate.origin());
    }

    private void call(Call call) throws IOException {
        json.object("from", () -> JsonReport.subject(json, call.from()));
        json.object("to", () -> JsonReport.subject(json, call.to()));
        json.number("requests", call.requests());
        json.number("failed", call.failed());
        json.texts("flags", call.flags());
    }

    private void excerpt(Excerpt excerpt) throws IOException {
        origin(excerpt.origin());
        json.number("first", excerpt.first());
        json.texts("lines", excerpt.lines());
    }

    private void origin(Origin origin) throws IOException {
        JsonReport.origin(json, origin.file(), origin.line(), origin.pointer());
    }
}
