package dev.meshdx.rules;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loads compiled rules from memory, before any other loader is asked: a changed copy of a bundled pack has classes of the same
 * names. Falls back to a second loader for the rules of other packs.
 */
final class UnitClassLoader extends ClassLoader {

    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private final ClassLoader second;

    UnitClassLoader(Collection<RuleCompiler.Compiled> compiled) {
        super(UnitClassLoader.class.getClassLoader());
        this.second = UnitClassLoader.class.getClassLoader();
        compiled.forEach(unit -> unit.classes()
                .forEach((name, bytes) -> classes.put(
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'), bytes)));
    }

    UnitClassLoader(ClassLoader first, ClassLoader second) {
        super(second);
        this.second = first;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!classes.containsKey(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes != null) {
            return defineClass(name, bytes, 0, bytes.length);
        }
        return second.loadClass(name);
    }
}
