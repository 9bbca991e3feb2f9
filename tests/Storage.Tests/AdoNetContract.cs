using Orleans.Runtime;
using Twin.Storage.Tests.Stores;

namespace Twin.Storage.Tests;

/// <summary>Where the official ADO.NET provider keeps to less than the contract, whatever database is under it. Twin's keys and state names keep clear of the first two, and it clears nothing it has not read.</summary>
public static class AdoNetContract
{
    public abstract class Local(Store store) : GrainStorageContract(store)
    {
        [Theory]
        [InlineData("7b623", "07b623")]
        [InlineData("7b623", "7B623")]
        public Task By_design_keys_that_read_as_hexadecimal_numbers_are_those_numbers(string one, string other) => AreOneRow(Store, GrainId.Create("keyed", one), GrainId.Create("keyed", other));

        [Fact]
        public Task By_design_grains_of_different_types_with_one_key_and_one_state_name_are_one_row() => AreOneRow(Store, GrainId.Create("one", "x-same"), GrainId.Create("other", "x-same"));

        [Fact]
        public async Task By_design_one_who_has_found_nothing_clears_what_is_there_by_then() => Assert.Equal((true, false), await ClearLate());
    }

    public abstract class Remote(Store store) : RemoteStorageContract(store)
    {
        [Theory]
        [InlineData("7b623", "07b623")]
        [InlineData("7b623", "7B623")]
        public Task By_design_keys_that_read_as_hexadecimal_numbers_are_those_numbers(string one, string other) => AreOneRow(Store, GrainId.Create("keyed", one), GrainId.Create("keyed", other));

        [Fact]
        public Task By_design_grains_of_different_types_with_one_key_and_one_state_name_are_one_row() => AreOneRow(Store, GrainId.Create("one", "x-same"), GrainId.Create("other", "x-same"));

        [Fact]
        public async Task By_design_one_who_has_found_nothing_clears_what_is_there_by_then() => Assert.Equal((true, false), await ClearLate());
    }

    private static async Task AreOneRow(Store store, GrainId one, GrainId other)
    {
        var state = new Orleans.GrainState<Note>(new() { Text = "a" });
        await store.Storage.WriteStateAsync("state", one, state);
        var read = new Orleans.GrainState<Note>(new());
        await store.Storage.ReadStateAsync("state", other, read);
        Assert.Equal("a", read.State!.Text);
        await store.Storage.ClearStateAsync("state", one, state);
    }
}
