package dev.meshdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.meshdx.diagnosis.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportSchemaTest {

    private static final String NAME = "report-v1.schema.json";

    @Test
    void everyReportFollowsTheSchema() throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
        for (Report report : List.of(
                Reports.oneRootWithEffects(),
                Reports.twoRoots(),
                Reports.healthy(),
                Reports.undecidable(),
                Reports.of("text"))) {
            var json = new StringBuilder();
            ReportFormat.JSON.write(report, Style.plain(80), json);
            assertThat(schema.validate(json.toString(), InputFormat.JSON)).isEmpty();
        }
    }

    @Test
    void refusesAnUnknownVerdict() throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
        var json = new StringBuilder();
        ReportFormat.JSON.write(Reports.healthy(), Style.plain(80), json);
        String fine = json.toString().replace("\"verdict\": \"healthy\"", "\"verdict\": \"fine\"");
        assertThat(schema.validate(fine, InputFormat.JSON)).hasSize(1);
    }

    @Test
    void theDocumentedSchemaIsTheOneInTheJar() throws IOException {
        assertThat(Files.readString(Path.of("docs", NAME))).isEqualTo(schema());
    }

    private static String schema() throws IOException {
        return Files.readString(Path.of("src/main/resources/dev/meshdx/report", NAME));
    }
}
