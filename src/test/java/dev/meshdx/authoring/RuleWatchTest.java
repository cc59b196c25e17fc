package dev.meshdx.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshdx.TestCaptures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RuleWatchTest {

    @TempDir
    Path folder;

    private final StringWriter text = new StringWriter();

    @Test
    @Timeout(120)
    void runsTheTestsOfWhatChangesAndGoesOnAfterAMistake() throws Exception {
        SitePack pack = SitePack.in(folder);
        RuleWatch watch =
                new RuleWatch(pack.folder(), folder.resolve("cache"), TestCaptures::new, new PrintWriter(text, true));
        Thread thread = new Thread(() -> {
            try {
                watch.run("");
            } catch (IOException e) {
                text.write("stopped: " + e);
            }
        });
        thread.start();
        await("watching ");
        change(pack, "restartCount >= 3", "restartCount >= 4", 1);
        await("FAIL  proxy-out-of-memory: the proxy was killed three times");
        change(pack, "restartCount >= 4", "restartCounts >= 4", 2);
        await("did you mean 'restartCount'?");
        change(pack, "restartCounts >= 4", "restartCount >= 3", 3);
        await("6 passed, 0 failed");
        thread.interrupt();
        thread.join();
        assertThat(text.toString()).doesNotContain("stopped");
    }

    private static void change(SitePack pack, String old, String with, int second) throws IOException {
        pack.replace(".drl", old, with);
        Files.setLastModifiedTime(pack.file(".drl"), FileTime.from(Instant.now().plusSeconds(second)));
    }

    private void await(String line) throws InterruptedException {
        while (!text.toString().contains(line)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
