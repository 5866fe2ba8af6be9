/* A folder of its own for this program. Its path has 64 bytes, as in the records. */
static char scratch[] = "@SCRATCH@XXXXXX";

static const char *in_scratch(const char *name)
{
    static char path[2][8192];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", scratch, name);
    return path[turn];
}
