/* Puts a table in the place of that of this host, hosts(5), and loopback in the place of its network: for this program
   alone, which takes root. Nothing is mounted unless the program sees its mounts alone. */
static void use_hosts(const char *table)
{
    static int is_alone;
    FILE *file = fopen(in_scratch("hosts"), "w");
    if (file == NULL || fputs(table, file) == EOF || fclose(file) == EOF)
        give_up("the table of hosts cannot be written");
    if (is_alone)
        return;
    if (unshare(CLONE_NEWNS | CLONE_NEWNET) == -1)
        give_up("a table of hosts takes root: the head of this program says how to run it");
    raise_loopback();
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
        give_up("the mounts of this program cannot be made its own");
    if (mount(in_scratch("hosts"), "/etc/hosts", NULL, MS_BIND, NULL) == -1)
        give_up("the table of hosts cannot be put over /etc/hosts");
    is_alone = 1;
}
