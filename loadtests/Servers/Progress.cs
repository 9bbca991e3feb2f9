using System.Diagnostics;

namespace Twin.LoadTests.Servers;

/// <summary>One line that tells what is being done, on standard error: rewritten in place on a terminal.</summary>
public sealed class Progress
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly bool _inPlace = !Console.IsErrorRedirected;

    public void Say(string what)
    {
        var line = $"[{Stopwatch.GetElapsedTime(_began):mm\\:ss}] {what}";
        if (_inPlace) Console.Error.Write($"\r\x1b[K{line}");
        else Console.Error.WriteLine(line);
    }

    public void Done()
    {
        if (_inPlace) Console.Error.Write("\r\x1b[K");
    }
}
