package dev.meshdx.capture;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.base.ParserMinimalBase;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What every YAML reader has in common as a parser for Jackson: scalars are text, and numbers are never guessed. */
@SuppressWarnings("deprecation")
abstract class YamlTokens extends ParserMinimalBase {

    /** Text of the current token. */
    @Override
    public abstract String getText() throws IOException;

    /** Line of the current token, from 1. */
    abstract int line();

    @Override
    public @Nullable String getCurrentName() throws IOException {
        return _currToken == JsonToken.FIELD_NAME ? getText() : null;
    }

    @Override
    public @Nullable String currentName() throws IOException {
        return getCurrentName();
    }

    @Override
    public char[] getTextCharacters() throws IOException {
        return getText().toCharArray();
    }

    @Override
    public int getTextLength() throws IOException {
        return getText().length();
    }

    @Override
    public int getTextOffset() {
        return 0;
    }

    @Override
    public boolean hasTextCharacters() {
        return false;
    }

    @Override
    public JsonLocation currentLocation() {
        return new JsonLocation(null, -1L, line(), -1);
    }

    @Override
    public JsonLocation currentTokenLocation() {
        return currentLocation();
    }

    @Override
    public JsonLocation getCurrentLocation() {
        return currentLocation();
    }

    @Override
    public JsonLocation getTokenLocation() {
        return currentLocation();
    }

    @Override
    public @Nullable ObjectCodec getCodec() {
        return null;
    }

    @Override
    public void setCodec(@Nullable ObjectCodec codec) {}

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public @Nullable JsonStreamContext getParsingContext() {
        return null;
    }

    @Override
    public void overrideCurrentName(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public Number getNumberValue() {
        throw new UnsupportedOperationException("YAML scalars are text");
    }

    @Override
    public NumberType getNumberType() {
        throw new UnsupportedOperationException("YAML scalars are text");
    }

    @Override
    public int getIntValue() throws IOException {
        return Integer.parseInt(getText());
    }

    @Override
    public long getLongValue() throws IOException {
        return Long.parseLong(getText());
    }

    @Override
    public BigInteger getBigIntegerValue() throws IOException {
        return new BigInteger(getText());
    }

    @Override
    public float getFloatValue() throws IOException {
        return Float.parseFloat(getText());
    }

    @Override
    public double getDoubleValue() throws IOException {
        return Double.parseDouble(getText());
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        return new BigDecimal(getText());
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) throws IOException {
        return variant.decode(getText());
    }

    @Override
    protected void _handleEOF() {}

    /** The token that a plain scalar stands for. Only the forms that Kubernetes writes are told apart from text. */
    static JsonToken plain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> JsonToken.VALUE_NULL;
            case "true", "True", "TRUE" -> JsonToken.VALUE_TRUE;
            case "false", "False", "FALSE" -> JsonToken.VALUE_FALSE;
            default -> JsonToken.VALUE_STRING;
        };
    }
}
