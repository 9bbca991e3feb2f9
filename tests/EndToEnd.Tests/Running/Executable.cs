using System.Diagnostics;
using System.Reflection;

namespace Twin.EndToEnd.Tests.Running;

/// <summary>What a program that has ended said.</summary>
public sealed record Ended(int Code, string Output, string Errors)
{
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Starts the real executable, as an operator would.</summary>
public static class Executable
{
    /// <summary>Nothing here takes this long unless it hangs.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly string File = Path.GetFullPath(
        typeof(Executable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "TwinExecutable").Value!);

    /// <summary>Runs it to its end.</summary>
    public static Task<Ended> Run(params string[] arguments) => Run(Path.GetTempPath(), null, arguments);

    public static async Task<Ended> Run(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        return await Finish(process);
    }

    /// <summary>What a program says until it ends. One that does not is killed and reported.</summary>
    public static async Task<Ended> Finish(Process process)
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw new TimeoutException($"It did not end. It said: {await output}{await errors}");
        }
        return new(process.ExitCode, await output, await errors);
    }

    public static Process Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [File, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What this machine or another test has set is not what is tested.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("TWIN_", StringComparison.OrdinalIgnoreCase) || k.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || k.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
