package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactDocs;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Authors find every field explained, and the page in docs is what the records say. */
class FactTypePagesTest {

    private static final Path PAGE = Path.of("docs/facts.md");
    private static final Pattern NAMED_UNIT =
            Pattern.compile(".*(Seconds|Ms|Bytes|Hours|Millis|PerHour|Percent|Fraction|Ratio)");
    private static final Pattern MEASURE =
            Pattern.compile("(?i)\\b(timeout|duration|interval|age of|size of|memory|time between|time left)\\b");
    private static final Pattern UNIT = Pattern.compile(
            "(?i)\\b(bytes?|seconds?|milliseconds?|ms|hours?|minutes?|days?|per cent|percent|thousandths|MiB|number of|count|how many)\\b");

    @Test
    void everyFieldHasAMeaning() {
        FactDocs docs = FactDocs.load();
        List<String> silent = new ArrayList<>();
        for (Class<? extends Fact> type : FactTypes.all()) {
            if (docs.meaning(type).isEmpty()) {
                silent.add(type.getSimpleName());
            }
            docs.fields(type).stream()
                    .filter(field -> field.meaning().isEmpty())
                    .forEach(field -> silent.add(type.getSimpleName() + "." + field.name()));
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void numbersThatMeasureNameTheirUnit() {
        FactDocs docs = FactDocs.load();
        List<String> without = new ArrayList<>();
        for (Class<? extends Fact> type : FactTypes.all()) {
            docs.fields(type).stream()
                    .filter(field -> List.of("int", "long", "double").contains(field.type()))
                    .filter(field -> MEASURE.matcher(field.name() + " " + field.meaning())
                            .find())
                    .filter(field -> !NAMED_UNIT.matcher(field.name()).matches()
                            && !UNIT.matcher(field.meaning()).find())
                    .forEach(field -> without.add(type.getSimpleName() + "." + field.name() + ": " + field.meaning()));
        }
        assertThat(without).isEmpty();
    }

    @Test
    void thePageInDocsIsCurrent() throws IOException {
        StringBuilder page = new StringBuilder();
        new FactTypePages(RuleBase.bundled()).markdown(page);
        if (System.getProperty("approve", "").equals("true")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("write it anew with -Dapprove=true")
                .isEqualTo(page.toString());
    }
}
