"""The demo office of Musi Banyuasin: its people, owners and instruments, and two years of cases walked step by step."""
