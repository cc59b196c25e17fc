package dev.meshdx.capture;

import dev.meshdx.facts.Origin;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers to readiness probes: of Envoy, of Istio's agent, of ztunnel and of Linkerd's proxy, with or without status
 * code.
 */
final class ReadinessReader implements FileReader {

    /** An answer is a word or a line; anything larger is something else. */
    private static final int BYTES = 4 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/[\\d.]+ (\\d{3})\\b.*");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]*: .*");
    private static final Pattern CODE = Pattern.compile("(?:http_code=|status=|code=)?([0-5]\\d\\d)\\b(.*)");
    private static final Set<String> STATES = Set.of("LIVE", "DRAINING", "PRE_INITIALIZING", "INITIALIZING");
    private static final Set<String> GOOD = Set.of("LIVE", "OK", "ok", "ready", "live");
    private static final Set<String> CODES = Set.of("000", "200", "500", "503");

    @Override
    public String format() {
        return "readiness answer";
    }

    @Override
    public boolean recognises(Head head) {
        return head.text().length() <= BYTES && answer(head.text()).isPresent();
    }

    @Override
    public String read(CaptureFile file, Evidence evidence) throws IOException {
        String text = file.head().text();
        Answer answer = answer(text).orElseThrow();
        boolean alive = isLiveness(file.path(), text);
        Origin origin = Origin.line(file.path(), 1);
        String ready = alive ? "" : Boolean.toString(answer.ready);
        evidence.add(new EnvoyEvidence.Readiness(origin, ready, answer.state, answer.message));
        evidence.covers(file.path(), "readiness", 1, true);
        return "";
    }

    /** What the text answers; empty when it holds anything but an answer. */
    private static Optional<Answer> answer(String text) {
        Answer answer = new Answer();
        boolean http = false;
        for (String raw : (Iterable<String>) text.lines()::iterator) {
            String line = raw.strip();
            Matcher status = STATUS_LINE.matcher(line);
            if (status.matches()) {
                answer.addCode(status.group(1));
                http = true;
            } else if (!line.isEmpty()
                    && !line.startsWith("$ ")
                    && !(http && HEADER.matcher(line).matches())) {
                if (!answer.add(line)) {
                    return Optional.empty();
                }
            }
        }
        return answer.seen ? Optional.of(answer) : Optional.empty();
    }

    /** Whether it was asked for liveness, which says nothing of readiness. */
    private static boolean isLiveness(String path, String text) {
        String command =
                text.lines().filter(line -> line.startsWith("$ ")).findFirst().orElse("");
        String asked = command.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : command;
        String words = asked.toLowerCase(Locale.ROOT);
        return words.contains("live") && !words.contains("ready");
    }

    /** The words and the code of one answer; a code other than 200 means not ready whatever the words say. */
    private static final class Answer {

        private boolean seen;
        private boolean ready = true;
        private String state = "";
        private String message = "";

        boolean add(String line) {
            Matcher code = CODE.matcher(line);
            if (code.matches()) {
                return code.group(2).isBlank() && addCode(code.group(1));
            }
            return addWord(line);
        }

        boolean addCode(String code) {
            seen = true;
            ready &= code.equals("200");
            message = message.isEmpty() && !code.equals("200") ? "status " + code : message;
            return CODES.contains(code);
        }

        private boolean addWord(String line) {
            boolean bad = line.startsWith("not ready");
            boolean known = GOOD.contains(line) || STATES.contains(line) || bad;
            if (known) {
                seen = true;
                ready &= GOOD.contains(line);
                state = STATES.contains(line) ? line : state;
                message = line;
            }
            return known;
        }
    }
}
