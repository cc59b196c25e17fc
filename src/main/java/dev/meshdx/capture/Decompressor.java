package dev.meshdx.capture;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZUtils;

/** Opens compressed streams. */
final class Decompressor {

    private Decompressor() {}

    static InputStream open(Container container, InputStream in) throws IOException {
        switch (container) {
            case GZIP:
                return GzipCompressorInputStream.builder()
                        .setInputStream(in)
                        .setDecompressConcatenated(true)
                        .get();
            case BZIP2:
                return new BZip2CompressorInputStream(in, true);
            case XZ:
                if (XZUtils.isXZCompressionAvailable()) {
                    return XZCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get();
                }
                throw new IOException("xz compression is not supported here; pack it again as .tar.gz");
            default:
                throw new IOException("compression " + container + " is not supported; pack it again as .tar.gz");
        }
    }
}
