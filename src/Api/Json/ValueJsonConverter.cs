using System.Text.Json;
using System.Text.Json.Serialization;
using Twin.Domain.Readings;

namespace Twin.Api.Json;

/// <summary>A value is a bare JSON number, boolean or string.</summary>
public sealed class ValueJsonConverter : JsonConverter<Value>
{
    public override Value Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => Value.Of(reader.GetDouble()),
        JsonTokenType.True => Value.Of(true),
        JsonTokenType.False => Value.Of(false),
        JsonTokenType.String => Value.Of(reader.GetString()!),
        _ => throw new JsonException("A value is a number, a boolean or a string."),
    };

    public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options) => Write(writer, value);

    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Number: writer.WriteNumberValue(value.Number); break;
            case ValueKind.Boolean: writer.WriteBooleanValue(value.Boolean); break;
            case ValueKind.Text: writer.WriteStringValue(value.Text); break;
            default: writer.WriteNullValue(); break;
        }
    }
}
