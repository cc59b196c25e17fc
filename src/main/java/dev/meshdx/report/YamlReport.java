package dev.meshdx.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meshdx.diagnosis.Report;
import java.io.IOException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The JSON report as YAML: the same fields in the same order. All that is not ASCII is escaped, so no reader stumbles. */
final class YamlReport {

    private YamlReport() {}

    static void write(Report report, Appendable out) throws IOException {
        var json = new StringBuilder();
        JsonReport.write(report, json);
        Object tree = new ObjectMapper()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readValue(json.toString(), Object.class);
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(false);
        options.setSplitLines(false);
        options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setDereferenceAliases(true);
        out.append(new Yaml(options).dump(tree));
    }
}
