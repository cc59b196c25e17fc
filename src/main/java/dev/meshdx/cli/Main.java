package dev.meshdx.cli;

import dev.meshdx.audit.AuditException;
import dev.meshdx.capture.CaptureException;
import dev.meshdx.rules.PackException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code meshdx}: reads captures of service meshes and returns ranked root causes. */
@Command(
        name = "meshdx",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Reads a capture of a service mesh and returns ranked root causes, with the commands to confirm and fix them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start with: meshdx diagnose CAPTURE",
            "Exit codes: 0 nothing found, 1 findings, 2 usage or unreadable"
                    + " input, 3 undecidable, 4 defect of meshdx."
        })
public final class Main {

    private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("diagnose", DiagnoseCommand::new);
        COMMANDS.put("audit", AuditCommand::new);
        COMMANDS.put("collect", CollectCommand::new);
        COMMANDS.put("explain", ExplainCommand::new);
        COMMANDS.put("why", WhyCommand::new);
        COMMANDS.put("why-not", WhyNotCommand::new);
        COMMANDS.put("what-if", WhatIfCommand::new);
        COMMANDS.put("next", NextCommand::new);
        COMMANDS.put("facts", FactsCommand::new);
        COMMANDS.put("monitor", MonitorCommand::new);
        COMMANDS.put("rules", RulesCommand::new);
        COMMANDS.put("verify", VerifyCommand::new);
        COMMANDS.put("diff", DiffCommand::new);
        COMMANDS.put("checklist", ChecklistCommand::new);
    }

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        if (arguments.length > 1 && arguments[0].equals("diagnose")) {
            WarmUp.start();
        }
        System.exit(run(
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /**
     * Runs a command.
     *
     * @param out takes the result
     * @param err takes messages and progress
     * @return exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = commandLine(arguments)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, parsed) -> failure(exception, err));
        line.setExitCodeExceptionMapper(
                exception -> exception instanceof CommandLine.ParameterException ? ExitCode.USAGE : ExitCode.DEFECT);
        int code = arguments.length == 0 ? usage(line, err) : line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    /** With the named command only, as reading the options of all would take longer than a small capture. */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        boolean named = arguments.length > 0 && COMMANDS.containsKey(arguments[0]);
        COMMANDS.forEach((name, command) -> {
            if (!named || name.equals(arguments[0])) {
                line.addSubcommand(name, command.get());
            }
        });
        return line;
    }

    private static int usage(CommandLine line, PrintWriter err) {
        line.usage(err);
        return ExitCode.USAGE;
    }

    private static int failure(Exception exception, PrintWriter err) {
        if (exception instanceof CaptureException
                || exception instanceof AuditException
                || exception instanceof PackException
                || exception instanceof UsageException) {
            err.println("meshdx: " + exception.getMessage());
            return ExitCode.USAGE;
        }
        err.println("meshdx: this is a defect of meshdx, please report it with the lines below");
        exception.printStackTrace(err);
        return ExitCode.DEFECT;
    }
}
