namespace Twin.Api.Outlets.Lists;

/// <summary>Texts a filter asks for. Mostly there are one or two, and comparing with those is several times faster than hashing what every row has.</summary>
internal sealed class Wanted(IReadOnlyList<string> texts)
{
    private const int FewMax = 4;

    private readonly string[] _few = texts.Count <= FewMax ? [.. texts] : [];
    private readonly HashSet<string>? _many = texts.Count <= FewMax ? null : [.. texts];

    public int Count => _many?.Count ?? _few.Length;

    public bool Contains(string text)
    {
        if (_many is not null) return _many.Contains(text);
        foreach (var one in _few)
            if (string.Equals(one, text)) return true;
        return false;
    }
}
