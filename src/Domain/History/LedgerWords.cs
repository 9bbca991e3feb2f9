using Twin.Domain.Network;

namespace Twin.Domain.History;

/// <summary>Ids of devices, rules and calendars of one day, each written once and told by its place from then on.</summary>
internal sealed class LedgerWords
{
    private readonly List<string> _words = [];
    private readonly List<DeviceId?> _devices = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<string> All => _words;

    public int Place(string word)
    {
        if (!_places.TryGetValue(word, out var place))
        {
            _places[word] = place = _words.Count;
            _words.Add(word);
            _devices.Add(null);
        }
        return place;
    }

    public string Word(int place) => place < _words.Count ? _words[place] : throw LedgerCodec.Corrupt("a word that is not there");

    public DeviceId Device(int place)
    {
        var word = Word(place);
        return _devices[place] ??= DeviceId.TryParse(word, out var id) ? id : throw LedgerCodec.Corrupt("a device id that is none");
    }
}
