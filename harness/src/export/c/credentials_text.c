/* Whose the process, the user and the group of a peer are. */
static const char *credentials_text(struct ucred peer)
{
    static char text[96];
    const char *known[] = {
        peer.pid == getpid() ? "own_process" : peer.pid == 0 ? "no_process" : NULL,
        peer.uid == geteuid() ? "own_user" : peer.uid == (uid_t)-1 ? "no_user" : NULL,
        peer.gid == getegid() ? "own_group" : peer.gid == (gid_t)-1 ? "no_group" : NULL,
    };
    *text = 0;
    for (int i = 0; i < 3; i++) {
        if (known[i] != NULL)
            snprintf(text + strlen(text), sizeof text - strlen(text), *text == 0 ? "%s" : "|%s", known[i]);
    }
    return *text == 0 ? "none" : text;
}
