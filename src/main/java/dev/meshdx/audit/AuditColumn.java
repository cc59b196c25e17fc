package dev.meshdx.audit;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/**
 * A column of an audit's table; the components of {@link AuditRow} are the only list of them.
 *
 * @param name name
 * @param type String, double or long
 * @param component component of the row
 */
public record AuditColumn(String name, Class<?> type, RecordComponent component) {

    /** All columns in order. */
    public static final List<AuditColumn> ALL = Arrays.stream(AuditRow.class.getRecordComponents())
            .map(component -> new AuditColumn(component.getName(), component.getType(), component))
            .toList();

    /** The value in a row. */
    Object value(AuditRow row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("column " + name + " of " + row, e);
        }
    }

    /** The row of these values, which have the types of the columns. */
    static AuditRow row(Object[] values) {
        try {
            Class<?>[] types = ALL.stream().map(AuditColumn::type).toArray(Class<?>[]::new);
            return AuditRow.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("row of " + Arrays.toString(values), e);
        }
    }
}
