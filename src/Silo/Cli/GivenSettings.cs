using System.ComponentModel.DataAnnotations;
using Twin.Silo.Hosting;

namespace Twin.Silo.Cli;

/// <summary>The settings of <c>serve</c>, with what a command line gives over those of files and environment.</summary>
internal static class GivenSettings
{
    /// <returns>The settings, or what is wrong with them.</returns>
    public static (ServeOptions Options, string? Wrong) Read(IEnumerable<KeyValuePair<string, string?>> given)
    {
        var options = new ServeOptions();
        try
        {
            Settings.AddTo(new ConfigurationBuilder()).AddInMemoryCollection(given.Where(g => g.Value is not null)).Build().GetSection("Twin").Bind(options);
        }
        catch (Exception failure) when (failure is InvalidOperationException or InvalidDataException or FormatException)
        {
            return (options, $"the settings cannot be read: {failure.Message}");
        }
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true) ? (options, null) : (options, string.Join("; ", faults.Select(f => f.ErrorMessage)));
    }
}
