using System.Diagnostics;
using Twin.Simulation.Runs;

namespace Twin.Silo.Cli;

/// <summary>How far a run is, on standard error: one line that is written over on a terminal, a line every few seconds elsewhere.</summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private int _width;

    public void Tell(RunProgress at)
    {
        lock (_lock)
        {
            if (_since.Elapsed < (_terminal ? OnTerminal : Elsewhere)) return;
            _since.Restart();
            var line = $"{at.Of} {at.Done} of {at.Planned}";
            if (_terminal) Console.Error.Write($"\r{line.PadRight(_width)}");
            else Console.Error.WriteLine(line);
            _width = line.Length;
        }
    }

    /// <summary>Takes the line away for what comes after it.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_terminal && _width > 0) Console.Error.Write($"\r{new string(' ', _width)}\r");
            _width = 0;
        }
    }

    public void Dispose() => Clear();
}
