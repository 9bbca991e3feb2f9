using System.Diagnostics;

namespace Twin.Grains.Tracing;

/// <summary>
/// The way of a reading to a page as one trace. Whoever calls grains on behalf of somebody says so once, with <see cref="Carry"/>; from there the trace's id travels with the calls, also one-way
/// ones, and what changes something makes a step of it. What changes nothing makes none, and without anybody who listens there are none at all: a heartbeat pays nothing.
/// </summary>
/// <remarks>Orleans' own propagation makes two spans of every call between grains, hence of every reading of a batch; here a step is a decision.</remarks>
public static class Traces
{
    public const string SourceName = "Twin.Grains";

    private const string Key = "twin.trace";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The step that what runs now follows from, as W3C trace context writes it; null: none that is recorded.</summary>
    public static string? Carried => RequestContext.Get(Key) as string;

    /// <summary>The calls that follow belong to the present activity, if that is recorded.</summary>
    public static void Carry()
    {
        if (Source.HasListeners() && Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } now) RequestContext.Set(Key, now.Id!);
    }

    /// <summary>A step of the trace that is carried; null: there is none. What is called within it follows from it.</summary>
    public static Activity? Step(string name) => Step(name, Carried);

    /// <summary>A step of the trace with this id, however long ago that was.</summary>
    public static Activity? Step(string name, string? after) =>
        after is not null && Source.HasListeners() && ActivityContext.TryParse(after, null, isRemote: true, out var context) ? Entered(Source.StartActivity(name, ActivityKind.Internal, context)) : null;

    /// <summary>The first step of a trace: nobody called, time did.</summary>
    public static Activity? Begin(string name, ActivityKind kind = ActivityKind.Internal) => Source.HasListeners() ? Entered(Source.StartActivity(name, kind, default(ActivityContext))) : null;

    private static Activity? Entered(Activity? step)
    {
        if (step is { Recorded: true }) RequestContext.Set(Key, step.Id!);
        return step;
    }
}
