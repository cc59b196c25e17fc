/**
 * Renders a diagnosis report, and a page of the knowledge base, for people and for programs; every format is a rendering of
 * {@link dev.meshdx.diagnosis.Report} and of nothing else. It imports diagnosis, facts and Jackson's streaming generator;
 * never rules, capture or Drools. Front door: {@link dev.meshdx.report.ReportFormat}; for a page of the knowledge base
 * {@link dev.meshdx.report.EntryPage}.
 */
@NullMarked
package dev.meshdx.report;

import org.jspecify.annotations.NullMarked;
