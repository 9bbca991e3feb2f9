using Twin.Simulation.Kernel;
using Twin.Simulation.Runs;

namespace Twin.Simulation.Queues;

/// <summary>A job in the system. <see cref="Previous"/> and <see cref="Next"/> link it into the one list it is in: a class's waiting or its serving.</summary>
internal struct Job
{
    public long Number;
    public long ArrivedUs;
    public long ServiceUs;
    public long RemainingUs;
    public long StartedUs;
    public EventHandle Pending;
    public int Class;
    public int Previous;
    public int Next;
}

/// <summary>Jobs by index, used again when they have left, so that a run of any length needs the memory of its fullest moment.</summary>
internal sealed class JobPool
{
    private const int JobsMax = 5_000_000;

    private Job[] _jobs = new Job[256];
    private int[] _free = new int[256];
    private int _freeCount;
    private int _used;

    public ref Job this[int index] => ref _jobs[index];

    public int InUse => _used - _freeCount;

    public int Take()
    {
        if (_freeCount > 0) return _free[--_freeCount];
        if (_used == JobsMax) throw new RunBrokenOffException($"more than {JobsMax:N0} jobs in the system at a time: the queue grows without end");
        if (_used == _jobs.Length) Array.Resize(ref _jobs, _used * 2);
        return _used++;
    }

    public void Release(int index)
    {
        if (_freeCount == _free.Length) Array.Resize(ref _free, _freeCount * 2);
        _free[_freeCount++] = index;
    }
}

/// <summary>A list of jobs in order, linked through the jobs themselves.</summary>
internal struct JobList()
{
    public const int None = -1;

    public int First { get; private set; } = None;
    private int _last = None;

    public readonly bool IsEmpty => First == None;

    public void AddLast(JobPool jobs, int index)
    {
        (jobs[index].Previous, jobs[index].Next) = (_last, None);
        if (_last == None) First = index;
        else jobs[_last].Next = index;
        _last = index;
    }

    public void AddFirst(JobPool jobs, int index)
    {
        (jobs[index].Previous, jobs[index].Next) = (None, First);
        if (First == None) _last = index;
        else jobs[First].Previous = index;
        First = index;
    }

    public void Remove(JobPool jobs, int index)
    {
        var (previous, next) = (jobs[index].Previous, jobs[index].Next);
        if (previous == None) First = next;
        else jobs[previous].Next = next;
        if (next == None) _last = previous;
        else jobs[next].Previous = previous;
    }
}
