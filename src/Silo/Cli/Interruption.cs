using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Twin.Silo.Cli;

/// <summary>Ctrl+C and SIGTERM as a cancellation, so that a verb can clear away what it has begun. A second one ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    // A signal to a process and to its group, as timeout(1) sends it, comes twice and is meant once.
    private static readonly TimeSpan SameOne = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _source = new();
    private readonly Stopwatch _sinceFirst = new();
    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals = [Heard(PosixSignal.SIGINT), Heard(PosixSignal.SIGTERM)];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _source.Dispose();
    }

    private PosixSignalRegistration Heard(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        lock (_lock)
        {
            // By what a shell says of a program that a signal has ended; whatever the signal would do by itself, which is nothing where a script began it in the background.
            if (_sinceFirst.IsRunning && _sinceFirst.Elapsed > SameOne) Environment.Exit(signal == PosixSignal.SIGINT ? 130 : 143);
            _sinceFirst.Start();
        }
        context.Cancel = true;
        _source.Cancel();
    });
}
