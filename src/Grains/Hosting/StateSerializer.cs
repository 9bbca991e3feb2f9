using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Orleans.Serialization;
using Orleans.Storage;

namespace Twin.Grains.Hosting;

/// <summary>How every store writes grain state: JSON without CLR type names, words for enums, Chinese as Chinese.</summary>
public static class StateSerializer
{
    internal static JsonSerializerOptions Options { get; } = Configured(new SystemTextJsonGrainStorageSerializerOptions());

    public static IGrainStorageSerializer Create()
    {
        var options = new SystemTextJsonGrainStorageSerializerOptions();
        Configured(options);
        return new SystemTextJsonGrainStorageSerializer(Microsoft.Extensions.Options.Options.Create(options));
    }

    private static JsonSerializerOptions Configured(SystemTextJsonGrainStorageSerializerOptions options)
    {
        var json = options.JsonSerializerOptions;
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return json;
    }
}
