using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace Twin.Api.Json;

/// <summary>A duration is ISO 8601: <c>PT90S</c>.</summary>
public sealed class DurationJsonConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return XmlConvert.ToTimeSpan(reader.GetString()!);
        }
        catch (FormatException)
        {
            throw new JsonException("A duration is written as in ISO 8601, e.g. PT90S.");
        }
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(XmlConvert.ToString(value));
}
