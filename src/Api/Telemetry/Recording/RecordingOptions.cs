using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Twin.Api.Telemetry.Recording;

/// <summary>Whether readings are written down as they come, and how much of them is kept. Section <c>Recording</c>.</summary>
public sealed class RecordingOptions
{
    public const string Section = "Recording";

    /// <summary>The folder they are written to, which no other process writes to; null: nothing is recorded.</summary>
    public string? Folder { get; set; }

    /// <summary>Bytes of one file; then the next is begun.</summary>
    [Range(1 << 20, double.MaxValue)] public long FileBytesMax { get; set; } = 256L << 20;

    /// <summary>Bytes of all files; beyond it the oldest are deleted. At least twice <see cref="FileBytesMax"/>.</summary>
    [Range(2 << 20, double.MaxValue)] public long BytesMax { get; set; } = 8L << 30;
}

internal sealed class RecordingOptionsCheck : IValidateOptions<RecordingOptions>
{
    public ValidateOptionsResult Validate(string? name, RecordingOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Folder)) return ValidateOptionsResult.Success;
        if (options.BytesMax < 2 * options.FileBytesMax) return ValidateOptionsResult.Fail($"Recording:BytesMax must be at least twice Recording:FileBytesMax, that is {2 * options.FileBytesMax}");
        try
        {
            Directory.CreateDirectory(options.Folder);
            return ValidateOptionsResult.Success;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ValidateOptionsResult.Fail($"Recording:Folder '{options.Folder}' cannot be made: {failure.Message}");
        }
    }
}
