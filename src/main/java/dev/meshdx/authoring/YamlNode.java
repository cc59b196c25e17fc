package dev.meshdx.authoring;

import dev.meshdx.rules.Closest;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A part of a YAML file that knows its line. Scalars are the text that was written: the reader of a value knows its type, YAML
 * would only guess it.
 */
final class YamlNode {

    private static final DumperOptions.FlowStyle FLOW = DumperOptions.FlowStyle.FLOW;

    private final String file;
    private final Node node;

    private YamlNode(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** The tree of a file that holds one map. */
    static YamlNode parse(String text, String file) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root instanceof MappingNode) {
                return new YamlNode(file, root);
            }
            throw new TestFileException(file + ": is not a YAML map");
        } catch (YAMLException e) {
            throw new TestFileException(file + ": " + e.getMessage());
        }
    }

    /** Line, from 1. */
    int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** {@code file:line}. */
    String where() {
        return file + ":" + line();
    }

    /** A mistake at this place. */
    TestFileException wrong(String message) {
        return new TestFileException(where() + ": " + message);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The values by key; what is null is left out. */
    Map<String, YamlNode> map() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("must be a map, is " + shape());
        }
        Map<String, YamlNode> map = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(file, tuple.getKeyNode());
            if (map.containsKey(key.text())) {
                throw key.wrong("'" + key.text() + "' stands here twice");
            }
            if (!tuple.getValueNode().getTag().equals(Tag.NULL)) {
                map.put(key.text(), new YamlNode(file, tuple.getValueNode()));
            }
        }
        return map;
    }

    /** The same, where only these keys may stand. */
    Map<String, YamlNode> map(List<String> keys) {
        Map<String, YamlNode> map = map();
        map.forEach((key, value) -> {
            if (!keys.contains(key)) {
                throw value.wrong("unknown key '" + key + "'" + Closest.hint(key, keys) + "; keys are " + keys);
            }
        });
        return map;
    }

    List<YamlNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("must be a list, is " + shape());
        }
        List<YamlNode> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new YamlNode(file, item)));
        return items;
    }

    /** The items of the list of that key, none when the key is missing. */
    List<YamlNode> list(String key) {
        return get(key).map(YamlNode::list).orElse(List.of());
    }

    /** The texts of the list of that key, or the one text that stands there. */
    List<String> texts(String key) {
        return get(key).map(value -> value.isList()
                        ? value.list().stream().map(YamlNode::text).toList()
                        : List.of(value.text()))
                .orElse(List.of());
    }

    Optional<YamlNode> get(String key) {
        return Optional.ofNullable(map().get(key));
    }

    String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong("must be a value, is " + shape());
        }
        return scalar.getValue();
    }

    String text(String key, String otherwise) {
        return get(key).map(YamlNode::text).orElse(otherwise);
    }

    boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("must be true or false, is '" + text() + "'");
        };
    }

    boolean flag(String key, boolean otherwise) {
        return get(key).map(YamlNode::flag).orElse(otherwise);
    }

    /** This map, completed from another by these keys; where both have a list, it is that of the other and then this one's. */
    YamlNode over(YamlNode other, List<String> keys) {
        List<NodeTuple> tuples = new ArrayList<>(((MappingNode) node).getValue());
        for (String key : keys) {
            YamlNode theirs = other.get(key).orElse(null);
            YamlNode ours = get(key).orElse(null);
            if (theirs != null && ours == null) {
                tuples.add(new NodeTuple(key(key), theirs.node));
            } else if (theirs != null && theirs.isList() && ours != null && ours.isList()) {
                List<Node> items = new ArrayList<>(((SequenceNode) theirs.node).getValue());
                items.addAll(((SequenceNode) ours.node).getValue());
                put(tuples, key, new SequenceNode(Tag.SEQ, true, items, node.getStartMark(), node.getEndMark(), FLOW));
            }
        }
        return of(tuples);
    }

    /** This map with one value set. */
    YamlNode with(String key, YamlNode value) {
        List<NodeTuple> tuples = new ArrayList<>(((MappingNode) node).getValue());
        put(tuples, key, value.node);
        return of(tuples);
    }

    /** A map with nothing in it, at the place of this part. */
    YamlNode emptied() {
        return of(List.of());
    }

    /** A text, at the place of this part. */
    YamlNode scalar(String text) {
        return new YamlNode(file, key(text));
    }

    private YamlNode of(List<NodeTuple> tuples) {
        return new YamlNode(file, new MappingNode(Tag.MAP, true, tuples, node.getStartMark(), node.getEndMark(), FLOW));
    }

    private void put(List<NodeTuple> tuples, String key, Node value) {
        tuples.removeIf(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(key));
        tuples.add(new NodeTuple(key(key), value));
    }

    private ScalarNode key(String key) {
        return new ScalarNode(
                Tag.STR, key, node.getStartMark(), node.getEndMark(), DumperOptions.ScalarStyle.DOUBLE_QUOTED);
    }

    /** The part as a YAML document of its own, in the block style that kubectl prints. */
    String document() {
        StringWriter text = new StringWriter();
        inBlocks(node);
        new Yaml().serialize(node, text);
        return text.toString();
    }

    private static void inBlocks(Node node) {
        if (node instanceof MappingNode mapping) {
            mapping.setFlowStyle(DumperOptions.FlowStyle.BLOCK);
            mapping.getValue().forEach(tuple -> inBlocks(tuple.getValueNode()));
        } else if (node instanceof SequenceNode sequence) {
            sequence.setFlowStyle(DumperOptions.FlowStyle.BLOCK);
            sequence.getValue().forEach(YamlNode::inBlocks);
        }
    }

    private String shape() {
        return node instanceof MappingNode
                ? "a map"
                : node instanceof SequenceNode ? "a list" : "'" + ((ScalarNode) node).getValue() + "'";
    }
}
