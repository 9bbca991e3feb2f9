using Twin.Domain.Documents;
using Twin.Domain.Network;
using Twin.Simulation.Replay;

namespace Twin.Api.Telemetry;

/// <param name="File">Of several files, from 0.</param>
public readonly record struct RecordingFault(int File, DocFault Fault);

/// <summary>Reads a recording, in one file or several, through once before anything is played: what is wrong with it, and whose readings it holds.</summary>
public sealed class RecordingCheck
{
    /// <summary>Faults kept; all are counted.</summary>
    public const int FaultsMax = 20;

    private const int UnknownShownMax = 5;

    private readonly HashSet<DeviceRef> _heard = [];
    private readonly SortedSet<string> _strangers = new(StringComparer.Ordinal);
    private readonly List<RecordingFault> _faults = [];
    private long _unknown;
    private long _readings;

    public IReadOnlyList<RecordingFault> Faults => _faults;
    public long FaultCount { get; private set; }

    /// <summary>From the first reading to the last, as they came.</summary>
    public TimeSpan Span { get; private set; }

    public RecordingSummary Summary => new() { Readings = _readings, Heard = _heard, Unknown = _unknown, UnknownSample = [.. _strangers] };

    /// <param name="look">Told before each line.</param>
    public static RecordingCheck Of(RecordedReadings reader, IReadOnlyList<Stream> files, Action look)
    {
        var check = new RecordingCheck();
        DateTime? first = null;
        foreach (var (reading, received) in new ReceiptClock().Run(check.Good(reader, files, look)))
        {
            check._readings++;
            check._heard.Add(reading.Device);
            check.Span = received - (first ??= received);
        }
        return check;
    }

    private IEnumerable<RecordedReading> Good(RecordedReadings reader, IReadOnlyList<Stream> files, Action look)
    {
        foreach (var line in reader.Read(files))
        {
            look();
            if (line.Reading is { } reading) yield return reading;
            else if (line.Fault is { } fault)
            {
                FaultCount++;
                if (_faults.Count < FaultsMax) _faults.Add(new(line.File, fault));
            }
            else
            {
                _unknown++;
                if (_strangers.Count < UnknownShownMax) _strangers.Add(line.Unknown!);
            }
        }
    }
}
