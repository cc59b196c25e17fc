package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Output of {@code linkerd check} as text, of all versions, with or without colours and spinners. */
final class LinkerdCheckTableReader implements FileReader {

    private static final int LINES_TO_RECOGNISE = 40;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
    private static final Pattern CHECK = Pattern.compile("(√|✔|×|✘|‼|⚠|\\[ok\\]|\\[x\\]|\\[!!?\\]) +(\\S.*)");
    private static final Pattern RULE = Pattern.compile("-{4,}");
    private static final String STATUS = "Status check results are";

    @Override
    public String format() {
        return "linkerd check";
    }

    @Override
    public boolean recognises(Head head) {
        List<String> lines = head.lines(LINES_TO_RECOGNISE);
        boolean rule =
                lines.stream().anyMatch(line -> RULE.matcher(line.strip()).matches());
        boolean check =
                lines.stream().anyMatch(line -> CHECK.matcher(clean(line)).matches());
        return check && (rule || head.contains(STATUS));
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        Page page = new Page(file.path(), evidence);
        try (LineReader lines = new LineReader(file.open())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                page.add(clean(line), lines.lineNumber());
            }
            page.finish();
            return lines.cutReport();
        }
    }

    /** Without colours, and of a line that a spinner wrote over only what stayed. */
    private static String clean(String line) {
        String plain = line.indexOf('\u001b') >= 0 ? COLOUR.matcher(line).replaceAll("") : line;
        int overwritten = plain.lastIndexOf('\r');
        return overwritten >= 0 ? plain.substring(overwritten + 1) : plain;
    }

    /** One file while it is read. */
    private static final class Page {

        private final String path;
        private final Evidence evidence;
        private String category = "";
        private String previous = "";
        private String mark = "";
        private String description = "";
        private final StringBuilder message = new StringBuilder();
        private int line;
        private int checks;
        private boolean ended;
        private boolean failed;

        Page(String path, Evidence evidence) {
            this.path = path;
            this.evidence = evidence;
        }

        void add(String text, int number) {
            Matcher check = CHECK.matcher(text);
            if (RULE.matcher(text.strip()).matches() && !previous.isBlank()) {
                flush();
                category = previous.strip();
            } else if (check.matches()) {
                flush();
                mark = check.group(1);
                description = check.group(2).strip();
                line = number;
            } else if (text.startsWith(STATUS)) {
                flush();
                ended = true;
                failed |= text.contains("×") || text.contains("✘") || text.contains("[x]");
            } else if (!text.isBlank() && Character.isWhitespace(text.charAt(0))) {
                addDetail(text.strip());
            }
            previous = text;
        }

        private void addDetail(String detail) {
            if (!detail.startsWith("see http") && message.length() < 1_024) {
                message.append(message.length() == 0 ? "" : "; ").append(detail);
            }
        }

        private void flush() {
            if (!description.isEmpty() && checks < RawCheck.LIMIT) {
                String text = level(mark).equals("info") ? "" : message.toString();
                evidence.add(new RawCheck(
                        Origin.line(path, line),
                        LinkerdCheckJsonReader.LINKERD_CHECK,
                        category,
                        description,
                        level(mark),
                        text));
                checks++;
            }
            description = "";
            message.setLength(0);
        }

        void finish() {
            flush();
            evidence.covers(path, "linkerd-check", checks, ended && !failed);
        }

        private static String level(String mark) {
            return switch (mark) {
                case "×", "✘", "[x]" -> "error";
                case "‼", "⚠", "[!]", "[!!]" -> "warning";
                default -> "info";
            };
        }
    }
}
