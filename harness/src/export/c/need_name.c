/* Ends the program if the step failed that was to save a name. */
static void need_name(socklen_t length)
{
    if (length == 0)
        give_up("the step that was to save a name failed, and the next one cannot be done without it");
}
