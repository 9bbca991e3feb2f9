using System.Globalization;
using System.Text;
using Twin.LoadTests.Wire;

namespace Twin.LoadTests.Fleet;

/// <summary>A whole <c>POST /v1/telemetry</c> as bytes, written once; only times, sequence numbers and a digit of a temperature change from one sending to the next.</summary>
public sealed class Batch
{
    private const string Time = "2026-01-01T00:00:00.000Z";
    private const long FirstSeq = 1_000_000_000;

    private readonly byte[] _request;
    private readonly int[] _times;
    private readonly int[] _seqs;
    private readonly int[] _digits;
    private long _seq = FirstSeq;

    private Batch(byte[] request, IReadOnlyList<Device> devices, int[] times, int[] seqs, int[] digits) => (_request, Devices, _times, _seqs, _digits) = (request, devices, times, seqs, digits);

    /// <summary>Whose readings they are, one of each.</summary>
    public IReadOnlyList<Device> Devices { get; }

    public int Readings => Devices.Count;

    public ReadOnlyMemory<byte> Request => _request;

    /// <param name="devices">Whose readings they are.</param>
    /// <param name="key">The access key.</param>
    /// <param name="numbered">Whether they carry a sequence number: not when one device has several, all of which are to count.</param>
    public static Batch Of(IReadOnlyList<Device> devices, string? key, bool numbered = true)
    {
        var (body, times, seqs, digits) = (new StringBuilder("["), new List<int>(), new List<int>(), new List<int>());
        foreach (var device in devices)
        {
            if (body.Length > 1) body.Append(',');
            body.Append(CultureInfo.InvariantCulture, $"{{\"device\":\"{device.Name}\",\"at\":\"");
            times.Add(body.Length);
            body.Append(Time).Append('"');
            if (numbered)
            {
                body.Append(",\"seq\":");
                seqs.Add(body.Length);
                body.Append(FirstSeq);
            }
            body.Append(",\"type\":\"heartbeat\",\"values\":{");
            if (device.Kind == DeviceKind.Terminal)
            {
                body.Append("\"temperatureC\":41.");
                digits.Add(body.Length);
                body.Append("5,\"session\":true}}");
            }
            else body.Append(device.Kind == DeviceKind.Line ? "\"los\":false,\"lossPct\":0,\"rttMs\":12}}" : "\"video\":true,\"covered\":false}}");
        }
        body.Append(']');
        var head = HttpLink.Head("POST /v1/telemetry", key, body.Length);
        int[] Shifted(List<int> places) => [.. places.Select(p => p + head.Length)];
        return new(Encoding.ASCII.GetBytes(head + body), devices, Shifted(times), Shifted(seqs), Shifted(digits));
    }

    /// <summary>Makes it what the devices say now.</summary>
    public void Stamp(DateTime now)
    {
        Span<byte> time = stackalloc byte[Time.Length];
        now.TryFormat(time, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Span<byte> seq = stackalloc byte[10];
        _seq++;
        _seq.TryFormat(seq, out _, default, CultureInfo.InvariantCulture);
        foreach (var place in _times) time.CopyTo(_request.AsSpan(place));
        foreach (var place in _seqs) seq.CopyTo(_request.AsSpan(place));
        var digit = seq[^1];
        foreach (var place in _digits) _request[place] = digit;
    }
}
