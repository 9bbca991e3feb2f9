using Twin.Domain.Rules;

namespace Twin.Domain.Tests.Rules;

public class TriTests
{
    private const Tri F = Tri.False, U = Tri.Unknown, T = Tri.True;

    [Theory]
    [InlineData(F, F, F, F)]
    [InlineData(F, U, F, U)]
    [InlineData(F, T, F, T)]
    [InlineData(U, U, U, U)]
    [InlineData(U, T, U, T)]
    [InlineData(T, T, T, T)]
    public void And_and_or_are_Kleenes(Tri a, Tri b, Tri and, Tri or)
    {
        Assert.Equal((and, and, or, or), (a.And(b), b.And(a), a.Or(b), b.Or(a)));
        Assert.Equal(a.And(b).Not(), a.Not().Or(b.Not()));
        Assert.Equal(a, a.Not().Not());
    }
}
