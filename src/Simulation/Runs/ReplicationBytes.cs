using System.Text.Json;
using System.Text.Json.Serialization;

namespace Twin.Simulation.Runs;

/// <summary>A replication's result as bytes, to be sent and stored. Not one bit of a figure is lost, so what is made of results is the same wherever they were computed.</summary>
public static class ReplicationBytes
{
    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new FingerprintConverter() },
    };

    public static byte[] Write(ReplicationResult result) => JsonSerializer.SerializeToUtf8Bytes(result, Options);

    /// <exception cref="JsonException">It was written by another program.</exception>
    public static ReplicationResult Read(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<ReplicationResult>(bytes, Options)!;

    private sealed class FingerprintConverter : JsonConverter<Fingerprint>
    {
        public override Fingerprint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Fingerprint.At(reader.GetUInt64());

        public override void Write(Utf8JsonWriter writer, Fingerprint value, JsonSerializerOptions options) => writer.WriteNumberValue(value.State);
    }
}
