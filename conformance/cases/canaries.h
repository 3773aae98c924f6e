#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::conformance {

// Where containerd could be led by a runtime's name.
struct WhereContainerdLooks {
  std::filesystem::path working_directory;  // containerd's own: relative names start there
};

// Every file that containerd 1.6 might execute for this name, if it were given it: an absolute path
// as it is; a relative one from containerd's working directory; and beside either of them the
// `containerd-shim-...` that its dots spell (containerd v1.6.20:runtime/v2/manager.go:234,
// runtime/v2/shim/util.go:86). Names the kernel cannot hold lead nowhere.
[[nodiscard]] std::vector<std::filesystem::path> paths_led_to(std::string_view name,
                                                              const WhereContainerdLooks& where);

// Executables that tell when they were executed. Only planted where nothing is yet and only below
// the given directory; removed with this object.
//
//   Canaries canaries(sandbox.directory());
//   canaries.plant(paths_led_to("a/b.c", {.working_directory = cwd}));
//   ...
//   EXPECT_THAT(canaries.executed(), IsEmpty());
class Canaries {
 public:
  explicit Canaries(std::filesystem::path below) : below_(std::move(below)) {}
  ~Canaries();
  Canaries(const Canaries&) = delete;
  Canaries& operator=(const Canaries&) = delete;

  void plant(const std::vector<std::filesystem::path>& paths);
  [[nodiscard]] const std::vector<std::filesystem::path>& planted() const { return planted_; }
  // Those that left their mark.
  [[nodiscard]] std::vector<std::string> executed() const;

 private:
  [[nodiscard]] bool may_be_planted(const std::filesystem::path& path) const;
  void plant_one(const std::filesystem::path& path);

  std::filesystem::path below_;
  std::vector<std::filesystem::path> planted_;
  std::vector<std::filesystem::path> directories_;  // made for them
};

}  // namespace plimsoll::conformance
