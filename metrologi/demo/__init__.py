"""The demo office of Musi Banyuasin: people, owners, instruments and two years of cases."""
