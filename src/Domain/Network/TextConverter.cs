using System.Text.Json;
using System.Text.Json.Serialization;

namespace Twin.Domain.Network;

/// <summary>Writes a code or reference as its text, in stored states and answers alike.</summary>
public abstract class TextConverter<T>(Func<string, T> parse) : JsonConverter<T> where T : struct
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            // What was never set is written as an empty text.
            return reader.GetString() is { Length: > 0 } text ? parse(text) : default;
        }
        catch (FormatException fault)
        {
            throw new JsonException(fault.Message, fault);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EqualityComparer<T>.Default.Equals(value, default) ? "" : value.ToString());
}

public sealed class OutletCodeConverter() : TextConverter<OutletCode>(OutletCode.Parse);

public sealed class DivisionCodeConverter() : TextConverter<DivisionCode>(DivisionCode.Parse);

public sealed class DeviceIdConverter() : TextConverter<DeviceId>(DeviceId.Parse);

public sealed class DeviceRefConverter() : TextConverter<DeviceRef>(DeviceRef.Parse);
