package dev.meshdx.lint;

import dev.meshdx.lint.YamlNode.Kind;
import dev.meshdx.lint.YamlNode.Pair;
import dev.meshdx.rules.Place;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML file with the place of every part.
 *
 * @param source the file
 * @param root its tree, missing when it is no YAML
 * @param error why it is no YAML, empty when it is
 * @param errorAt where
 */
record Document(Source source, YamlNode root, String error, Place errorAt) {

    private static final int MAX_DEPTH = 50;

    static Document of(Source source) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(MAX_DEPTH);
        try {
            Node node = new Yaml(options).compose(new StringReader(source.text()));
            YamlNode root = node == null ? YamlNode.MISSING : new Reader(source.text()).node(node, 0);
            return new Document(source, root, "", Place.START);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            return new Document(
                    source, YamlNode.MISSING, String.valueOf(e.getProblem()), mark == null ? Place.START : place(mark));
        } catch (YAMLException e) {
            return new Document(source, YamlNode.MISSING, String.valueOf(e.getMessage()), Place.START);
        }
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private record Reader(String text) {

        YamlNode node(Node node, int depth) {
            if (depth > MAX_DEPTH) {
                throw new YAMLException("is nested deeper than " + MAX_DEPTH);
            }
            List<Pair> pairs = new ArrayList<>();
            List<YamlNode> items = new ArrayList<>();
            Kind kind = Kind.MAP;
            String value = "";
            if (node instanceof MappingNode map) {
                map.getValue()
                        .forEach(tuple -> pairs.add(
                                new Pair(node(tuple.getKeyNode(), depth + 1), node(tuple.getValueNode(), depth + 1))));
            } else if (node instanceof SequenceNode list) {
                kind = Kind.LIST;
                list.getValue().forEach(item -> items.add(node(item, depth + 1)));
            } else if (node instanceof ScalarNode scalar) {
                kind = kind(scalar.getTag());
                value = scalar.getValue();
            }
            return new YamlNode(
                    kind,
                    place(node.getStartMark()),
                    place(node.getEndMark()),
                    value,
                    List.copyOf(pairs),
                    List.copyOf(items),
                    text);
        }

        private static Kind kind(Tag tag) {
            if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
                return Kind.NUMBER;
            }
            if (tag.equals(Tag.BOOL)) {
                return Kind.FLAG;
            }
            return tag.equals(Tag.NULL) ? Kind.NOTHING : Kind.TEXT;
        }
    }
}
