package dev.meshdx.report;

/** Marks and tree lines, for terminals with and without Unicode. Branches are three columns wide. */
enum Glyphs {
    UNICODE("✓", "✗", "…", "·", "├─ ", "└─ ", "│  "),
    ASCII("+", "-", "...", "|", "|- ", "`- ", "|  ");

    final String supports;
    final String refutes;
    final String more;
    final String separator;
    final String branch;
    final String lastBranch;
    final String trunk;

    Glyphs(
            String supports,
            String refutes,
            String more,
            String separator,
            String branch,
            String lastBranch,
            String trunk) {
        this.supports = supports;
        this.refutes = refutes;
        this.more = more;
        this.separator = separator;
        this.branch = branch;
        this.lastBranch = lastBranch;
        this.trunk = trunk;
    }
}
