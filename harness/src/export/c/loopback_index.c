/* The index of the loopback interface. No program goes on without it: 0 would be any interface. */
static unsigned loopback_index(void)
{
    unsigned index = if_nametoindex("lo");
    if (index == 0)
        give_up("there is no interface lo");
    return index;
}
