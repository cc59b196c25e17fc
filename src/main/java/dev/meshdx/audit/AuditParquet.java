package dev.meshdx.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * Parquet with Apache's own format structures and without Hadoop: required flat columns need no levels, so a column chunk is
 * a page of plain values, compressed with gzip. Layout: https://parquet.apache.org/docs/file-format/.
 */
final class AuditParquet {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /** Rows of one group: bounds the memory of whoever reads the file. */
    private static final int GROUP_ROWS = 100_000;

    private final OutputStream out;
    private long position;

    private AuditParquet(OutputStream out) {
        this.out = out;
    }

    static void write(AuditReport report, OutputStream out) throws IOException {
        new AuditParquet(out).write(report.rows());
    }

    private void write(List<AuditRow> rows) throws IOException {
        put(MAGIC);
        List<RowGroup> groups = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += GROUP_ROWS) {
            groups.add(group(rows.subList(from, Math.min(rows.size(), from + GROUP_ROWS))));
        }
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Util.writeFileMetaData(new FileMetaData(1, schema(), rows.size(), groups).setCreated_by("meshdx"), footer);
        put(footer.toByteArray());
        put(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.size())
                .array());
        put(MAGIC);
    }

    private static List<SchemaElement> schema() {
        List<SchemaElement> schema = new ArrayList<>();
        schema.add(new SchemaElement("audit").setNum_children(AuditColumn.ALL.size()));
        for (AuditColumn column : AuditColumn.ALL) {
            SchemaElement element = new SchemaElement(column.name())
                    .setType(type(column))
                    .setRepetition_type(FieldRepetitionType.REQUIRED);
            schema.add(column.type() == String.class ? element.setConverted_type(ConvertedType.UTF8) : element);
        }
        return schema;
    }

    private RowGroup group(List<AuditRow> rows) throws IOException {
        List<ColumnChunk> chunks = new ArrayList<>();
        long bytes = 0;
        for (AuditColumn column : AuditColumn.ALL) {
            ColumnMetaData chunk = chunk(column, rows);
            bytes += chunk.getTotal_uncompressed_size();
            chunks.add(new ColumnChunk(chunk.getData_page_offset()).setMeta_data(chunk));
        }
        return new RowGroup(chunks, bytes, rows.size());
    }

    private ColumnMetaData chunk(AuditColumn column, List<AuditRow> rows) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (AuditRow row : rows) {
            plain.write(plain(column.value(row)));
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            plain.writeTo(gzip);
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        Util.writePageHeader(
                new PageHeader(PageType.DATA_PAGE, plain.size(), packed.size())
                        .setData_page_header(
                                new DataPageHeader(rows.size(), Encoding.PLAIN, Encoding.RLE, Encoding.RLE)),
                header);
        long start = position;
        put(header.toByteArray());
        put(packed.toByteArray());
        return new ColumnMetaData(
                type(column),
                List.of(Encoding.PLAIN, Encoding.RLE),
                List.of(column.name()),
                CompressionCodec.GZIP,
                rows.size(),
                header.size() + (long) plain.size(),
                position - start,
                start);
    }

    private static Type type(AuditColumn column) {
        return column.type() == String.class ? Type.BYTE_ARRAY : column.type() == long.class ? Type.INT64 : Type.DOUBLE;
    }

    private static byte[] plain(Object value) {
        if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(4 + bytes.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bytes.length)
                    .put(bytes)
                    .array();
        }
        ByteBuffer eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        return (value instanceof Long number ? eight.putLong(number) : eight.putDouble((Double) value)).array();
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }
}
