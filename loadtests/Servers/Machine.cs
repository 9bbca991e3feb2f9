using System.Globalization;
using System.Runtime.InteropServices;

namespace Twin.LoadTests.Servers;

/// <summary>What it was measured on: figures mean little without it.</summary>
public sealed record Machine(string Processor, int Cores, double MemoryGiB, string System, string Runtime, string LoadBefore)
{
    public static Machine This() => new(
        Line("/proc/cpuinfo", "model name")?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Line("/proc/meminfo", "MemTotal") is { } total ? Math.Round(double.Parse(total.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1048576, 1) : 0,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "");

    /// <summary>Processor time all processes together have used since the machine was started.</summary>
    public static TimeSpan Cpu()
    {
        // cpu user nice system idle iowait irq softirq steal …: all but idle, iowait and steal.
        var fields = Line("/proc/stat", "cpu ")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return fields.Length < 8 ? default : TimeSpan.FromSeconds(((int[])[1, 2, 3, 6, 7]).Sum(i => double.Parse(fields[i], CultureInfo.InvariantCulture)) / ServerProcess.TicksPerSecond);
    }

    private static string? Line(string file, string begins) => File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(begins, StringComparison.Ordinal)) : null;
}
