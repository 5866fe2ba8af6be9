//! wip
fn main() {
    let root = std::path::Path::new(".");
    match sockshape::case::load(root) {
        Err(problems) => {
            for p in problems {
                println!("{p}");
            }
        }
        Ok(corpus) => {
            let w = sockshape::perform::Watchdog::start();
            for t in corpus.trials() {
                println!("## {}", t.name);
                println!("{}", sockshape::run::run(&t.program, &w).text());
            }
        }
    }
}
