package dev.meshdx.authoring;

import dev.meshdx.facts.EvidenceKind;
import dev.meshdx.facts.Fact;
import dev.meshdx.facts.FactDocs;
import dev.meshdx.facts.FactTypes;
import dev.meshdx.rules.RuleBase;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What authors of rules must know of each fact type, as text for a terminal or as Markdown. */
public final class FactTypePages {

    private final RuleBase rules;
    private final FactDocs docs = FactDocs.load();

    /** Pages that name the failure modes of these rules. */
    public FactTypePages(RuleBase rules) {
        this.rules = rules;
    }

    /** One type as text. */
    public void text(Class<? extends Fact> type, Appendable out) throws IOException {
        out.append(type.getSimpleName()).append(": ").append(docs.meaning(type)).append('\n');
        for (String source : sources(type)) {
            out.append("  from ").append(source).append('\n');
        }
        out.append("  used by ").append(users(type)).append('\n');
        fields(type, "  ", out);
        out.append('\n');
    }

    private void fields(Class<?> type, String indent, Appendable out) throws IOException {
        List<FactDocs.Field> fields = docs.fields(type);
        int width =
                fields.stream().mapToInt(field -> field.name().length()).max().orElse(1);
        for (FactDocs.Field field : fields) {
            out.append(String.format(
                    Locale.ROOT,
                    "%s  %-" + width + "s  %-7s  %s",
                    indent,
                    field.name(),
                    field.type(),
                    field.meaning()));
            out.append(field.example().isEmpty() ? "\n" : "; example: " + field.example() + "\n");
        }
        for (Class<?> nested : nested(type)) {
            out.append(indent)
                    .append(nested.getSimpleName())
                    .append(": ")
                    .append(docs.meaning(nested))
                    .append('\n');
            fields(nested, indent + "  ", out);
        }
    }

    /** All types as one Markdown page; what changes with every rule, examples and users, stays out. */
    public void markdown(Appendable out) throws IOException {
        out.append(
                "# Fact types\n\nWritten from the Javadoc of the records. `meshdx rules facts [Type]` also shows examples and which rules use them.\n");
        out.append("Unless a field says otherwise, unknown text is empty, an unknown time is 1970-01-01T00:00:00Z.\n");
        for (Class<? extends Fact> type : FactTypes.all()) {
            out.append("\n## ").append(type.getSimpleName()).append("\n\n");
            out.append(cell(docs.meaning(type))).append("\n\n");
            for (String source : sources(type)) {
                out.append("- from ").append(cell(source)).append('\n');
            }
            out.append('\n');
            table(type, out);
            for (Class<?> nested : nested(type)) {
                out.append('\n').append(nested.getSimpleName()).append(": ").append(cell(docs.meaning(nested)));
                out.append("\n\n");
                table(nested, out);
            }
        }
    }

    private void table(Class<?> type, Appendable out) throws IOException {
        out.append("| field | type | meaning |\n|---|---|---|\n");
        for (FactDocs.Field field : docs.fields(type)) {
            out.append("| `" + field.name() + "` | " + field.type() + " | " + cell(field.meaning()) + " |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    /** The records that stand in fields of a type. */
    private static List<Class<?>> nested(Class<?> type) {
        List<Class<?>> nested = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> of = component.getType();
            if (of.isRecord() && !of.getSimpleName().equals("Origin") && !nested.contains(of)) {
                nested.add(of);
            }
        }
        return nested;
    }

    private static List<String> sources(Class<? extends Fact> type) {
        List<String> kinds = FactTypes.filledBy(type);
        if (kinds.isEmpty()) {
            return List.of("any capture");
        }
        return kinds.stream()
                .map(kind -> kind + " ("
                        + EvidenceKind.of(kind)
                                .map(EvidenceKind::command)
                                .orElse("objects of that kind, from kubectl get")
                        + ")")
                .toList();
    }

    private String users(Class<? extends Fact> type) {
        List<String> ids = rules.readersOf(type);
        return ids.isEmpty() ? "no rule" : ids.size() + " failure modes, such as " + ids.get(0);
    }
}
