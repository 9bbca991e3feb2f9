using System.Buffers;
using System.Globalization;
using Orleans.Runtime;

namespace Twin.Storage.Azure;

/// <summary>What a row of the official format is found by: service, grain type and key in one, the state's name in the other, <c>/ \ # ?</c> of both replaced by an underscore.</summary>
internal static class RowKeys
{
    /// <summary>The official provider refuses keys from here on.</summary>
    public const int TooLong = 1024;

    /// <summary>What the service itself takes for certain; beyond it is its own affair.</summary>
    private const int Certain = 512;

    private static readonly SearchValues<char> Replaced = SearchValues.Create("/\\#?_");

    /// <summary>
    /// Whether another grain or state can have the same row. One of these characters in any part makes it possible; without, the two underscores between the parts are the only ones, and the parts can be
    /// told from the row.
    /// </summary>
    public static bool AreAmbiguous(string serviceId, string stateName, GrainId grain) =>
        serviceId.AsSpan().ContainsAny(Replaced) || stateName.AsSpan().ContainsAny(Replaced) || $"{grain.Type}".AsSpan().ContainsAny(Replaced) || $"{grain.Key}".AsSpan().ContainsAny(Replaced);

    /// <exception cref="ArgumentException">Azure Tables cannot hold such a key.</exception>
    public static void Check(string serviceId, string stateName, GrainId grain)
    {
        Check($"{serviceId}_{grain}", "service and key");
        Check(stateName, "state name");

        void Check(string key, string what)
        {
            if (key.Length >= TooLong)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"the {what} of the state '{Start(stateName)}' of {Start($"{grain}")} has {key.Length:N0} characters; Azure Tables takes fewer than {TooLong:N0}"));
            if (key.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0 || key.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') >= 0)
                throw new ArgumentException($"the {what} of the state '{Visible(stateName)}' of {Visible($"{grain}")} has control characters, which Azure Tables refuses");
        }
    }

    /// <summary>Why the service may have refused a request for a state, or null when its keys are not it. The service does not say.</summary>
    public static string? Refused(string serviceId, string stateName, GrainId grain) => Math.Max($"{serviceId}_{grain}".Length, stateName.Length) is var longest && longest > Certain
        ? string.Create(CultureInfo.InvariantCulture, $"the service and key, or the name, of the state '{Start(stateName)}' of {Start($"{grain}")} has {longest:N0} characters; this storage account refuses it, and takes {Certain:N0} at least")
        : null;

    private static string Start(string text) => text.Length <= 64 ? text : text[..64] + "…";

    private static string Visible(string text) => Start(string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)));
}
