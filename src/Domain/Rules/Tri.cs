namespace Twin.Domain.Rules;

/// <summary>Kleene's three truth values. <see cref="Unknown"/> is neither: it starts nothing and ends nothing.</summary>
public enum Tri : byte { Unknown, False, True }

public static class Tris
{
    public static Tri Of(bool value) => value ? Tri.True : Tri.False;

    public static Tri Not(this Tri value) => value switch
    {
        Tri.True => Tri.False,
        Tri.False => Tri.True,
        _ => Tri.Unknown,
    };

    public static Tri And(this Tri a, Tri b) =>
        a == Tri.False || b == Tri.False ? Tri.False : a == Tri.True && b == Tri.True ? Tri.True : Tri.Unknown;

    public static Tri Or(this Tri a, Tri b) =>
        a == Tri.True || b == Tri.True ? Tri.True : a == Tri.False && b == Tri.False ? Tri.False : Tri.Unknown;
}
