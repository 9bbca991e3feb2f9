namespace Twin.Api.Mqtt;

/// <summary>One line every ten seconds at the most, with the number left out: a client in a loop must not fill the disk.</summary>
internal sealed class LogThrottle(TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _last;
    private long _leftOut;
    private bool _any;

    public bool Allows(out long leftOut)
    {
        lock (_lock)
        {
            leftOut = 0;
            var now = clock.GetTimestamp();
            if (_any && clock.GetElapsedTime(_last, now) < Pause)
            {
                _leftOut++;
                return false;
            }
            (leftOut, _leftOut, _last, _any) = (_leftOut, 0, now, true);
            return true;
        }
    }
}
