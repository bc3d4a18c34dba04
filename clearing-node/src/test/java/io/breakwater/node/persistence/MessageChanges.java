package io.breakwater.node.persistence;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Changes messages at any depth, as a fault or a later version would. */
final class MessageChanges {

    private static final int LATER_NUMBER = 15_000;
    private static final Set<JavaType> SHOW_THEIR_ABSENCE =
            EnumSet.of(JavaType.MESSAGE, JavaType.ENUM, JavaType.STRING);

    private MessageChanges() {}

    /**
     * A message with one change.
     *
     * @param field what was changed, as {@code Message.field}
     * @param message with the change
     */
    record Change(String field, Message message) {}

    /** Without one part that is not optional and whose absence can be seen. */
    static List<Change> withoutOnePart(Message message) {
        return changes(message, field -> {
            boolean isRequired = !field.isRepeated()
                    && !field.toProto().getProto3Optional()
                    && SHOW_THEIR_ABSENCE.contains(field.getJavaType());
            return isRequired ? Optional.of(builder -> builder.clearField(field)) : Optional.empty();
        });
    }

    /** With one enum of a later version. */
    static List<Change> withALaterConstant(Message message) {
        return changes(
                message,
                field -> field.getJavaType() == JavaType.ENUM
                        ? Optional.of(builder -> builder.setField(
                                field, field.getEnumType().findValueByNumberCreatingIfUnknown(LATER_NUMBER)))
                        : Optional.empty());
    }

    private static List<Change> changes(
            Message message, Function<FieldDescriptor, Optional<UnaryOperator<Message.Builder>>> change) {
        List<Change> changes = new ArrayList<>();
        for (FieldDescriptor field : message.getAllFields().keySet()) {
            change.apply(field)
                    .ifPresent(made -> changes.add(new Change(
                            name(field), made.apply(message.toBuilder()).build())));
            for (int i = 0; i < parts(message, field).size(); i++) {
                for (Change inner : changes(parts(message, field).get(i), change)) {
                    changes.add(new Change(inner.field(), with(message, field, i, inner.message())));
                }
            }
        }
        return changes;
    }

    /** The same message with a field of a later version in it and in each of its parts. */
    static Message withLaterFields(Message message) {
        Message changed = message;
        for (FieldDescriptor field : message.getAllFields().keySet()) {
            for (int i = 0; i < parts(message, field).size(); i++) {
                changed = with(
                        changed, field, i, withLaterFields(parts(message, field).get(i)));
            }
        }
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(
                        LATER_NUMBER,
                        UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        return changed.toBuilder().setUnknownFields(later).build();
    }

    private static String name(FieldDescriptor field) {
        String part = field.getRealContainingOneof() == null
                ? field.getName()
                : field.getRealContainingOneof().getName();
        return field.getContainingType().getName() + "." + part;
    }

    private static List<Message> parts(Message message, FieldDescriptor field) {
        if (field.getJavaType() != JavaType.MESSAGE) {
            return List.of();
        }
        if (!field.isRepeated()) {
            return List.of((Message) message.getField(field));
        }
        List<Message> parts = new ArrayList<>();
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
            parts.add((Message) message.getRepeatedField(field, i));
        }
        return parts;
    }

    private static Message with(Message message, FieldDescriptor field, int index, Message part) {
        Message.Builder builder = message.toBuilder();
        return field.isRepeated()
                ? builder.setRepeatedField(field, index, part).build()
                : builder.setField(field, part).build();
    }
}
