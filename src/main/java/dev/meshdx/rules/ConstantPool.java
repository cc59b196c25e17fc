package dev.meshdx.rules;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class file names: itself, what it extends, the classes and the members that it refers to (JVM specification, 4.1 and
 * 4.4). Names have slashes, as class files write them.
 *
 * @param name name of the class
 * @param extended its super class
 * @param interfaces its interfaces
 * @param classes classes that it refers to, without arrays of them
 * @param members fields and methods that it refers to
 * @param computed whether it holds constants that code computes when they are first used
 */
record ConstantPool(
        String name,
        String extended,
        List<String> interfaces,
        List<String> classes,
        List<Member> members,
        boolean computed) {

    private static final int MAGIC = 0xCAFEBABE;

    /** A field or method of a class. */
    record Member(String owner, String name) {}

    /** Reads a class file; throws {@link PackException} when it is none. */
    static ConstantPool of(String resource, byte[] file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != MAGIC) {
                throw new PackException(resource + ": is no class file");
            }
            in.readInt();
            Entries entries = new Entries(in);
            in.readUnsignedShort();
            String name = entries.className(in.readUnsignedShort());
            String extended = entries.className(in.readUnsignedShort());
            List<String> interfaces = new ArrayList<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                interfaces.add(entries.className(in.readUnsignedShort()));
            }
            return new ConstantPool(
                    name, extended, interfaces, entries.classes(), entries.members(), entries.computed());
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new PackException(resource + ": is a damaged class file: " + e.getMessage(), e);
        }
    }

    /** The pool by index: texts as they are, of every other entry its tag and the indexes that it holds. */
    private static final class Entries {
        private static final int UTF8 = 1;
        private static final int LONG = 5;
        private static final int DOUBLE = 6;
        private static final int CLASS = 7;
        private static final int FIELD = 9;
        private static final int INTERFACE_METHOD = 11;
        private static final int DYNAMIC = 17;

        private final String[] texts;
        private final int[] tags;
        private final int[] first;
        private final int[] second;

        Entries(DataInputStream in) throws IOException {
            int count = in.readUnsignedShort();
            texts = new String[count];
            tags = new int[count];
            first = new int[count];
            second = new int[count];
            for (int i = 1; i < count; i++) {
                tags[i] = in.readUnsignedByte();
                switch (tags[i]) {
                    case UTF8 -> texts[i] = in.readUTF();
                    case CLASS, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
                    case FIELD, 10, INTERFACE_METHOD, 12, DYNAMIC, 18 -> {
                        first[i] = in.readUnsignedShort();
                        second[i] = in.readUnsignedShort();
                    }
                    case 3, 4 -> in.readInt();
                    case LONG, DOUBLE -> {
                        in.readLong();
                        i++;
                    }
                    case 15 -> {
                        in.readUnsignedByte();
                        in.readUnsignedShort();
                    }
                    default -> throw new IOException("constant of unknown kind " + tags[i]);
                }
            }
        }

        String className(int index) {
            return String.valueOf(texts[first[index]]);
        }

        List<String> classes() {
            List<String> classes = new ArrayList<>();
            for (int i = 1; i < tags.length; i++) {
                if (tags[i] == CLASS) {
                    String name = className(i);
                    String element = name.replaceFirst("^\\[+", "");
                    if (element.equals(name)) {
                        classes.add(name);
                    } else if (element.startsWith("L")) {
                        classes.add(element.substring(1, element.length() - 1));
                    }
                }
            }
            return classes;
        }

        List<Member> members() {
            List<Member> members = new ArrayList<>();
            for (int i = 1; i < tags.length; i++) {
                if (tags[i] >= FIELD && tags[i] <= INTERFACE_METHOD) {
                    String owner =
                            className(first[i]).replaceFirst("^\\[+L?", "").replace(";", "");
                    members.add(new Member(owner, String.valueOf(texts[first[second[i]]])));
                }
            }
            return members;
        }

        boolean computed() {
            for (int tag : tags) {
                if (tag == DYNAMIC) {
                    return true;
                }
            }
            return false;
        }
    }
}
