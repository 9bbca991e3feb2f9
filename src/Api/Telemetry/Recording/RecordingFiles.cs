using System.Globalization;

namespace Twin.Api.Telemetry.Recording;

/// <summary>The files of a recording, named by when they were begun: one is written to, and of those before it the oldest go when there is too much.</summary>
internal sealed class RecordingFiles(string folder, long fileBytesMax, long bytesMax) : IDisposable
{
    private const string Pattern = "readings-*.ndjson";

    private FileStream? _file;

    /// <summary>Writes whole lines to the present file, or to the next when they do not fit.</summary>
    /// <param name="head">What every file begins with.</param>
    public void Write(DateTime now, ReadOnlySpan<byte> head, ReadOnlySpan<byte> lines)
    {
        if (_file is not null && _file.Length + lines.Length > fileBytesMax) Close();
        var begun = _file ??= Begin(now, head);
        var end = begun.Length;
        try
        {
            begun.Write(lines);
        }
        catch (IOException)
        {
            // Half a line would spoil what comes after it.
            Cut(begun, end);
            throw;
        }
    }

    public void Dispose() => Close();

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private FileStream Begin(DateTime now, ReadOnlySpan<byte> head)
    {
        Directory.CreateDirectory(folder);
        DropOldest();
        var file = new FileStream(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"readings-{now:yyyyMMdd'T'HHmmss.fffffff'Z'}.ndjson")), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(head);
        return file;
    }

    private void DropOldest()
    {
        var kept = new DirectoryInfo(folder).GetFiles(Pattern).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        var bytes = kept.Sum(f => f.Length);
        foreach (var oldest in kept)
        {
            if (bytes + fileBytesMax <= bytesMax) return;
            bytes -= oldest.Length;
            oldest.Delete();
        }
    }

    private void Cut(FileStream file, long end)
    {
        try
        {
            file.SetLength(end);
            file.Position = end;
        }
        catch (IOException)
        {
            Close();
        }
    }
}
